// What is pasted, as the Markdown of a page: lists, bold, links and tables of office programs too.
const pasted = (() => {
  const BLOCK = /^(P|DIV|H[1-6]|UL|OL|LI|TABLE|BLOCKQUOTE|SECTION|ARTICLE|HEADER|FOOTER|PRE|DL|DT|DD)$/;
  const IGNORED = /^(STYLE|SCRIPT|META|TITLE|LINK|HEAD|IMG|XML|O:P)$/;
  const BULLET = /^[ \t]*(?:[•·●○◦▪▫‣⁃§\uf0a7\uf0b7][ \t]*|[-–—o]\t+)/;
  const NUMBER = /^[ \t]*\(?(\d{1,2})[.)][ \t]+/;
  const clean = (text) => text.replace(/[\u00a0\u2007\u202f]/g, " ").replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "");
  const around = (mark, text) => text.trim() && text.replace(/^(\s*)([^]*?)(\s*)$/, `$1${mark}$2${mark}$3`);

  function inline(node) {
    if (node.nodeType === Node.TEXT_NODE) return clean(node.data).replace(/\s+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE || IGNORED.test(node.nodeName.toUpperCase())) return "";
    const style = node.getAttribute("style") || "", text = [...node.childNodes].map(inline).join("");
    if (/mso-list:\s*ignore/i.test(style)) return "";
    if (node.nodeName === "BR") return "\n";
    if (node.nodeName === "A" && /^https?:/.test(node.getAttribute("href") || "") && text.trim()) return `[${text.trim()}](${node.getAttribute("href")})`;
    // Word speaks of other scripts too, as in "mso-bidi-font-weight".
    const isSo = (name, value) => new RegExp(`(^|;)\\s*${name}:\\s*(${value})`).test(style);
    if (/^(B|STRONG)$/.test(node.nodeName) ? !isSo("font-weight", "normal|400") : isSo("font-weight", "bold|[6-9]00")) return around("**", text.replaceAll("**", ""));
    if (/^(I|EM)$/.test(node.nodeName) ? !isSo("font-style", "normal") : isSo("font-style", "italic")) return around("*", text);
    return text;
  }

  const line = (node) => inline(node).replace(/ *\n */g, "\n").replace(/ {2,}/g, " ").trim();

  function item(text, depth, isNumbered) {
    return { list: depth ? "" : isNumbered ? "1" : "-", isItem: true, text: `${"    ".repeat(depth)}${isNumbered ? "1." : "-"} ${text.replace(/\n/g, " ")}` };
  }

  function table(node) {
    const rows = [...node.querySelectorAll("tr")].map((row) => [...row.cells].map((cell) => line(cell).replace(/\s+/g, " ").replace(/\|/g, "\\|")));
    if (!rows.length) return "";
    const written = rows.map((row) => `| ${row.join(" | ")} |`);
    return [written[0], `|${" --- |".repeat(rows[0].length)}`, ...written.slice(1)].join("\n");
  }

  function blocks(node, depth = 0) {
    const found = [];
    let text = [];
    const end = () => {
      const whole = text.join("").replace(/ *\n */g, "\n").replace(/ {2,}/g, " ").trim();
      if (whole) found.push({ text: whole });
      text = [];
    };
    for (const child of node.childNodes) {
      const name = child.nodeName.toUpperCase();
      if (!BLOCK.test(name)) { if (child.querySelector?.("p, div, ul, ol, table, h1, h2, h3, h4, h5, h6")) { end(); found.push(...blocks(child, depth)); } else text.push(inline(child)); continue; }
      end();
      const style = child.getAttribute("style") || "", level = /mso-list:.*?level(\d)/i.exec(style);
      if (level) {
        const mark = [...child.querySelectorAll("span")].find((each) => /mso-list:\s*ignore/i.test(each.getAttribute("style") || ""));
        found.push(item(line(child), level[1] - 1, /^\s*\(?\w{1,3}[.)]/.test(mark?.textContent || "")));
      } else if (name === "UL" || name === "OL") {
        for (const entry of child.children) {
          const inner = [...entry.children].filter((each) => /^[UO]L$/.test(each.nodeName));
          inner.forEach((each) => each.remove());
          if (entry.nodeName === "LI") found.push(item(line(entry), depth, name === "OL"));
          for (const each of inner) { const one = document.createElement("div"); one.append(each); found.push(...blocks(one, depth + 1)); }
          if (/^[UO]L$/.test(entry.nodeName)) { const one = document.createElement("div"); one.append(entry.cloneNode(true)); found.push(...blocks(one, depth + 1)); }
        }
      } else if (name === "TABLE") found.push({ text: table(child) });
      else if (/^H[1-6]$/.test(name)) found.push({ text: `### ${line(child)}` });
      else if (name === "BLOCKQUOTE") found.push(...blocks(child, depth).map((each) => ({ text: each.text.replace(/^/gm, "> ") })));
      else found.push(...blocks(child, depth));
    }
    end();
    return found.filter((each) => each.text.trim() && each.text !== "###");
  }

  function fromPage(page) {
    let list = "";
    return blocks(page.body).map((each, n, all) => {
      const goesOn = each.isItem && all[n - 1]?.isItem && (!each.list || each.list === list);
      list = each.list || list;
      return (n ? (goesOn ? "\n" : "\n\n") : "") + each.text;
    }).join("");
  }

  function fromText(text) {
    const lines = clean(text).replace(/\r\n?|\v/g, "\n").split("\n");
    let before = "";
    return lines.flatMap((each) => {
      const isNested = /^[ \t]*o\t/.test(each);
      const kind = BULLET.test(each) ? "-" : NUMBER.test(each) ? "1" : each.trim() ? "text" : "";
      const one = kind === "-" ? `${isNested ? "    " : ""}- ${each.replace(BULLET, "")}` : each.replace(NUMBER, "$1. ");
      // Another list, or a paragraph behind a list, begins after an empty line.
      const isApart = before && kind && before !== kind && !(isNested && before !== "text");
      before = isNested && before ? before : kind;
      return isApart ? ["", one] : [one];
    }).join("\n");
  }

  const paste = (html, text) => {
    const page = new DOMParser().parseFromString(html || "", "text/html");
    return page.querySelector("p, li, table, h1, h2, h3, h4, h5, h6, b, strong, i, em, a[href]") ? fromPage(page) : fromText(text);
  };
  return Object.assign(paste, { clean });
})();
