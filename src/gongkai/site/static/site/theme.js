// Follows the reader's own choice of light or dark; paper is always light.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = (paper) =>
    document.documentElement.setAttribute("data-bs-theme", dark.matches && !paper ? "dark" : "light");
  apply(false);
  dark.addEventListener("change", () => apply(false));
  addEventListener("beforeprint", () => apply(true));
  addEventListener("afterprint", () => apply(false));
})();
