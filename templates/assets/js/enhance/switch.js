// Links to the other languages lead to the same section: they keep the address's #fragment.
(function () {
  const keep = () => {
    document.querySelectorAll(".ps-languages a").forEach((link) => {
      link.hash = location.hash;
    });
  };
  addEventListener("hashchange", keep);
  keep();
})();
