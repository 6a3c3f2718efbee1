export default function (config) {
  config.addCollection("byAddress", (all) =>
    Object.fromEntries(all.getAll().map((page) => [page.url, page])));
  return { dir: { input: "content", includes: "../_includes", data: "../_data", output: "output" } };
}
