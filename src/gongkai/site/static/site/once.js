// A form that was sent is not sent again by a second click. It can be sent anew after a while, or after coming back.
(() => {
  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
  addEventListener("pageshow", () =>
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
})();
