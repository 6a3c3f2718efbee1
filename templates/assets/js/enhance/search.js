// Shows the search, and loads what it needs at the first touch of it, or at an address with ?q=.
(function () {
  const form = document.querySelector("form[data-index]");
  if (!form || !window.fetch || !String.prototype.normalize) return;
  const field = form.elements.q;
  const asked = new URLSearchParams(location.search).get("q");
  let isLoaded;
  const load = () => {
    if (isLoaded) return;
    isLoaded = true;
    const script = document.createElement("script");
    script.src = form.dataset.script;
    script.onerror = () => {
      isLoaded = false;
      form.querySelector("[role=status]").textContent = form.dataset.failed;
    };
    document.head.append(script);
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("focus", load);
  field.addEventListener("input", load);
  if (asked) {
    field.value = asked;
    load();
  }
})();
