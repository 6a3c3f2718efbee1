(() => {
  const form = document.querySelector("form.edit"), said = document.getElementById("edit-said");
  let asked = 0, typed = 0, timer, isDirty = false, isSaving = false, next = "", target = form.querySelector("[data-kind=prose]");

  // Said at once, until the program has an answer.
  function say(state) {
    said.dataset.said = state;
    said.textContent = form.dataset[state];
  }

  const names = (root) => [...new Set([...root.querySelectorAll("form.edit [name]")].map((each) => each.name))].join("\n");

  // Each answer is the whole form; of it only what the program says is taken.
  async function ask(action) {
    clearTimeout(timer);
    // Until a save is answered, the form is that of the older files.
    if (isSaving) { next = next === "save" ? next : action; return; }
    const mine = (asked += 1), before = typed, fields = new URLSearchParams(new FormData(form));
    isSaving = action === "save";
    say(isSaving ? "saving" : "checking");
    fields.set("do", action);
    form.setAttribute("aria-busy", "true");
    let text = "";
    try {
      text = await send(fields);
    } catch (error) { /* The preview was stopped; what is typed stays. */ }
    if (mine !== asked) return;
    isSaving = false;
    form.removeAttribute("aria-busy");
    take(text, typed !== before);
    if (next && typed !== before) ask(next);
    next = "";
  }

  async function send(fields) {
    const post = () => fetch(form.action, { method: "POST", body: fields });
    const answer = await post();
    if (answer.status !== 403) return answer.text();
    // The preview was started again, with a token of its own.
    const page = await (await fetch(form.action)).text();
    const { value } = new DOMParser().parseFromString(page, "text/html").querySelector("[name=token]");
    form.elements.token.value = value;
    fields.set("token", value);
    return (await post()).text();
  }

  function take(text, isOlder) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const state = page.getElementById("edit-said")?.dataset.said;
    if (!state) { say("leave"); return; }
    // What somebody else wrote is not in this form: the next answer says so.
    if (isOlder && state === "merged") { say("typed"); return; }
    const top = target?.getBoundingClientRect().top;
    for (const live of page.querySelectorAll("[data-live]")) {
      const here = document.getElementById(live.id);
      if (!here) continue;
      if (here.innerHTML !== live.innerHTML) here.innerHTML = live.innerHTML;
      if (live.hasAttribute("value")) here.value = live.value;
      here.hidden = live.hidden;
      Object.assign(here.dataset, live.dataset);
    }
    // What is typed in stays where it is on the screen, whatever is said above it.
    if (document.activeElement === target && target) scrollBy(0, target.getBoundingClientRect().top - top);
    show(page);
    // What was typed meanwhile is neither checked nor saved.
    if (isOlder) { say("typed"); return; }
    if (!isSaved(state)) return;
    isDirty = false;
    if (state === "merged" || names(page) !== names(document)) replace(text);
  }

  const isSaved = (state) => ["saved", "merged"].includes(state);

  // There are other fields now, or fields say what somebody else wrote.
  function replace(text) {
    const top = scrollY;
    document.open();
    document.write(text);
    document.close();
    scrollTo(0, top);
  }

  // The page beside the form is the one that is typed; once it is saved, the preview's own.
  const view = document.querySelector("iframe");
  let seen = view.getAttribute("src");
  for (const link of document.querySelectorAll(".edit-view a")) {
    link.addEventListener("click", () => { seen = link.getAttribute("href"); view.removeAttribute("srcdoc"); });
  }
  // An address with its place would move this page too.
  function look(id) {
    const place = view.contentDocument?.getElementById(id);
    if (place) view.contentWindow.scrollBy(0, place.getBoundingClientRect().top);
  }
  view.addEventListener("load", () => look(view.dataset.at), { once: true });
  // The section that is being typed in is the one to see, also once the page is shown anew.
  form.addEventListener("focusin", (event) => {
    const section = /#(?:body|heading)\.(.+)/.exec(event.target.name);
    if (section && section[1] !== view.dataset.at) look(view.dataset.at = section[1]);
  });
  function stay() {
    const top = view.contentWindow.scrollY;
    view.addEventListener("load", () => view.contentWindow.scrollTo(0, top), { once: true });
  }
  function show(page) {
    const draft = page.querySelector(`[data-draft="${CSS.escape(seen)}"]`);
    if (!draft) {
      if (view.srcdoc && isSaved(said.dataset.said)) { stay(); view.removeAttribute("srcdoc"); }
      return;
    }
    stay();
    view.srcdoc = draft.value.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "").replace("<head>", `<head><base href="${new URL(seen, location)}">`);
  }

  form.addEventListener("input", (event) => {
    if (event.target.id === "edit-find") return;
    isDirty = true;
    typed += 1;
    if (!isSaving) say("typed");
    clearTimeout(timer);
    timer = setTimeout(ask, 600, "check");
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value === "undo") {
      if (isDirty && !confirm(form.dataset.lose)) event.preventDefault();
      else isDirty = false;
      return;
    }
    event.preventDefault();
    ask("save");
  });
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); ask("save"); }
  });
  addEventListener("beforeunload", (event) => { if (isDirty) event.preventDefault(); });

  // A figure goes where the cursor was last.
  const find = document.getElementById("edit-find"), list = form.querySelector(".edit-found");
  const MOST = 30;
  let figures, isLoading = false;
  // "42 juta" is "Rp42 juta", "7217" is "7.217".
  function plain(text) {
    return withoutSeparators(text.trim()).replace(/\s+/g, " ").replace(/^\D+(?=\d)/, "");
  }
  find.closest("[data-find]").hidden = false;
  form.addEventListener("focusin", (event) => {
    if (!event.target.matches("textarea")) return;
    target = event.target;
    const section = /#(?:body|heading)\.(.+)$/.exec(target.name);
    if (section) look(section[1]);
  });
  function write(text) {
    target.focus();
    // So that the browser's own undo knows of it.
    if (!document.execCommand("insertText", false, text)) target.setRangeText(text, target.selectionStart, target.selectionEnd, "end");
  }
  find.addEventListener("focus", async () => {
    if (figures || isLoading) return;
    isLoading = true;
    let text = "";
    try {
      text = await (await fetch(form.dataset.figures)).text();
    } catch (error) { /* The preview was stopped: it is asked again. */ }
    isLoading = false;
    const page = new DOMParser().parseFromString(text, "text/html");
    if (!page.querySelector("[data-copy]")) return;
    figures = [...page.querySelectorAll("tbody tr")].map((row) => ({
      insert: row.querySelector("[data-copy]").dataset.copy,
      values: row.cells[2].dataset.values.split("|").map(plain),
      text: [...row.cells].slice(1, 4).map((cell) => cell.textContent).join(" · "),
    }));
    find.dispatchEvent(new Event("input"));
  });
  function tell(state) {
    const entry = document.createElement("li");
    entry.textContent = form.dataset[state];
    list.replaceChildren(entry);
    list.hidden = false;
  }
  find.addEventListener("input", () => {
    const asked = find.value.trim(), isIt = (each) => each.values.includes(plain(asked));
    const shown = asked ? (figures || []).filter((each) => isFound(`${each.insert} ${each.text}`, asked)) : [];
    if (asked && !shown.length) { tell(figures ? "unfound" : "loading"); return; }
    shown.sort((one, other) => isIt(other) - isIt(one));
    list.hidden = !shown.length;
    list.replaceChildren(...shown.slice(0, MOST).map((each) => {
      const entry = document.createElement("li"), button = document.createElement("button"), name = document.createElement("code");
      button.type = "button";
      name.textContent = each.insert;
      button.append(name, ` ${each.text}`);
      button.addEventListener("click", () => { list.hidden = true; find.value = ""; write(each.insert); });
      entry.append(button);
      return entry;
    }));
  });
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); list.querySelector("button")?.click(); }
    if (event.key === "Escape") { list.hidden = true; target.focus(); }
  });

  form.addEventListener("paste", (event) => {
    if (!event.target.matches("textarea")) return;
    const text = event.clipboardData.getData("text/plain");
    const kind = event.target.dataset.kind;
    const written = kind === "prose" ? pasted(event.clipboardData.getData("text/html"), text) : kind === "line" ? pasted.clean(text) : pasted("", text);
    event.preventDefault();
    target = event.target;
    write(kind === "line" ? written.replace(/\s*\n\s*/g, " ").trim() : written);
  });

  // A name that is chosen from the list becomes a mark of its own.
  for (const group of form.querySelectorAll("[data-names]")) {
    const line = group.querySelector("input[list]"), marks = line.previousElementSibling;
    line.addEventListener("change", () => {
      const known = [...document.getElementById(line.getAttribute("list")).options].find((each) => each.value === line.value);
      if (!known) return;
      const mark = document.createElement("label"), box = document.createElement("input"), text = document.createElement("span");
      mark.className = "desk-mark";
      box.type = "checkbox"; box.name = line.name; box.value = line.value; box.checked = true;
      text.textContent = `${known.value} ${known.textContent}`;
      mark.append(box, " ", text);
      marks.before(mark);
      line.value = "";
      form.dispatchEvent(new Event("input"));
    });
  }

  form.querySelector(".edit-note--error")?.scrollIntoView({ block: "center" });
})();
