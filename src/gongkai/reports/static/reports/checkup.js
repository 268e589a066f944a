// What makes the 体检 page quicker to use. Without it everything still works: forms, links and a reload.
(() => {
  const size = (bytes) => (bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`);

  // Choosing and dropping files.
  const form = document.querySelector("[data-upload]");
  if (form) {
    const limit = Number(form.dataset.fileMb) * 1048576;
    const status = form.querySelector("[data-upload-status]");
    document.documentElement.classList.add("can-drop");
    for (const input of form.querySelectorAll("input[type=file]")) {
      const list = form.querySelector(`[data-chosen="${input.name}"]`);
      const zone = input.closest("[data-drop]");
      const show = () => {
        list.replaceChildren(
          ...[...input.files].map((file) => {
            const item = document.createElement("li");
            const name = document.createElement("span");
            const note = document.createElement("span");
            name.textContent = file.name;
            note.className = file.size > limit || !file.size ? "size is-wrong" : "size";
            note.textContent = file.size ? size(file.size) + (file.size > limit ? `，超过 ${form.dataset.fileMb} MB` : "") : "空文件";
            const drop = document.createElement("button");
            drop.type = "button";
            drop.textContent = "移除";
            drop.className = "remove";
            drop.setAttribute("aria-label", `移除 ${file.name}`);
            drop.addEventListener("click", () => {
              const kept = new DataTransfer();
              for (const other of input.files) if (other !== file) kept.items.add(other);
              input.files = kept.files;
              show();
              input.focus();
            });
            item.append(name, note, drop);
            return item;
          }),
        );
        const many = input.files.length > Number(form.dataset.files) ? `，超过一次 ${form.dataset.files} 个的上限` : "";
        status.textContent = input.files.length ? `已选 ${input.files.length} 个文件${many}` : "";
      };
      input.addEventListener("change", show);
      for (const kind of ["dragenter", "dragover"]) {
        zone.addEventListener(kind, (event) => {
          event.preventDefault();
          zone.classList.add("is-over");
        });
      }
      zone.addEventListener("dragleave", (event) => {
        if (!zone.contains(event.relatedTarget)) zone.classList.remove("is-over");
      });
      zone.addEventListener("drop", (event) => {
        event.preventDefault();
        zone.classList.remove("is-over");
        const joined = new DataTransfer();
        for (const file of [...input.files, ...event.dataTransfer.files]) joined.items.add(file);
        input.files = joined.files;
        show();
      });
    }
    // A file dropped beside the zone must not replace the page.
    for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const request = new XMLHttpRequest();
      const box = form.querySelector("[data-sending]");
      const bar = box.querySelector("progress");
      const text = box.querySelector("[data-sending-text]");
      const button = form.querySelector("[type=submit]");
      const stop = (message) => {
        button.disabled = false;
        box.hidden = true;
        status.textContent = message;
      };
      request.open("POST", form.action);
      request.responseType = "document";
      request.upload.addEventListener("progress", (progress) => {
        bar.value = progress.total ? (100 * progress.loaded) / progress.total : 0;
        text.textContent = `正在上传 ${size(progress.loaded)}，共 ${size(progress.total)}`;
      });
      request.addEventListener("load", () => {
        if (request.status < 400) {
          location.assign(request.responseURL);
          return;
        }
        const answer = request.response && request.response.querySelector("#refusals, .error-summary");
        stop("");
        document.querySelector(".error-summary")?.remove();
        if (answer) {
          document.querySelector("#main").prepend(document.adoptNode(answer));
          answer.focus();
        }
      });
      request.addEventListener("error", () => stop("上传中断，请检查网络后再试。"));
      button.disabled = true;
      box.hidden = false;
      status.textContent = "正在上传";
      request.send(new FormData(form));
    });
  }

  document.getElementById("refusals")?.focus();

  // Progress is drawn every second but said at most every five, and only when it has changed.
  const said = document.querySelector("[data-said]");
  let lastSaid = 0;
  document.body.addEventListener("htmx:afterSwap", () => {
    const say = document.querySelector("[data-say]")?.textContent;
    if (!said || !say || say === said.textContent || Date.now() - lastSaid < 5000) return;
    said.textContent = say;
    lastSaid = Date.now();
  });

  // The reason beside the cell or sentence while it has the pointer or the focus; the link itself leads to the list.
  let tip;
  let named;
  const hide = () => {
    tip?.remove();
    tip = named = undefined;
  };
  const place = () => {
    if (!tip) return;
    const spot = (named.closest("td") ?? named).getBoundingClientRect();
    const left = Math.min(spot.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
    const below = spot.bottom + 6 + tip.offsetHeight < innerHeight;
    tip.style.left = `${Math.max(8, left)}px`;
    tip.style.top = `${below ? spot.bottom + 6 : Math.max(8, spot.top - tip.offsetHeight - 6)}px`;
  };
  const reveal = (event) => {
    const link = event.target.closest?.("[data-reason]");
    if (!link) return;
    hide();
    named = link;
    tip = document.createElement("div");
    tip.className = "reason";
    tip.setAttribute("aria-hidden", "true");
    tip.textContent = link.dataset.reason;
    document.body.append(tip);
    place();
  };
  document.addEventListener("mouseover", reveal);
  document.addEventListener("focusin", reveal);
  document.addEventListener("mouseout", hide);
  document.addEventListener("focusout", hide);
  document.addEventListener("click", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("scroll", place, { passive: true, capture: true });
})();
