(() => {
  const form = document.querySelector("form.edit"), said = document.getElementById("edit-said");
  let asked = 0, timer, isDirty = false;

  const names = (root) => [...new Set([...root.querySelectorAll("form.edit [name]")].map((each) => each.name))].join("\n");

  // Each answer is the whole form; of it only what the program says is taken.
  async function ask(action) {
    const mine = (asked += 1), fields = new URLSearchParams(new FormData(form));
    clearTimeout(timer);
    fields.set("do", action);
    form.setAttribute("aria-busy", "true");
    let text = "";
    try {
      text = await (await fetch(form.action, { method: "POST", body: fields })).text();
    } catch (error) { /* The preview was stopped; what is typed stays. */ }
    if (mine !== asked) return;
    form.removeAttribute("aria-busy");
    const page = new DOMParser().parseFromString(text, "text/html");
    if (!page.getElementById("edit-said")) { said.textContent = form.dataset.leave; return; }
    for (const live of page.querySelectorAll("[data-live]")) {
      const here = document.getElementById(live.id);
      if (!here) continue;
      if (here.innerHTML !== live.innerHTML) here.innerHTML = live.innerHTML;
      if (live.hasAttribute("value")) here.value = live.value;
      here.hidden = live.hidden;
      Object.assign(here.dataset, live.dataset);
    }
    if (said.dataset.said !== "saved") return;
    isDirty = false;
    if (names(page) !== names(document)) location.reload();
  }

  form.addEventListener("input", (event) => {
    if (event.target.id === "edit-find") return;
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(ask, 600, "check");
  });
  form.addEventListener("submit", (event) => {
    isDirty = isDirty && event.submitter?.value !== "undo";
    if (event.submitter?.value === "undo") return;
    event.preventDefault();
    ask("save");
  });
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); ask("save"); }
  });
  addEventListener("beforeunload", (event) => { if (isDirty) event.preventDefault(); });

  // A name that is chosen from the list becomes a mark of its own.
  for (const group of form.querySelectorAll("[data-names]")) {
    const line = group.querySelector("input[list]"), marks = line.previousElementSibling;
    line.addEventListener("change", () => {
      const known = [...document.getElementById(line.getAttribute("list")).options].find((each) => each.value === line.value);
      if (!known) return;
      const mark = document.createElement("label"), box = document.createElement("input"), text = document.createElement("span");
      mark.className = "edit-mark";
      box.type = "checkbox"; box.name = line.name; box.value = line.value; box.checked = true;
      text.textContent = `${known.value} ${known.textContent}`;
      mark.append(box, " ", text);
      marks.before(mark);
      line.value = "";
      form.dispatchEvent(new Event("input"));
    });
  }
})();
