// Finds pages, sections and terms: forgives spelling, knows what people call things, counts words
// with the same root as one. All of it is data of the index; outputs/search.py reads words alike.
(async function () {
  const form = document.querySelector("form[data-index]");
  const field = form.elements.q;
  const status = form.querySelector("[role=status]");
  const list = form.querySelector("ol");
  const MOST = 12;
  const TITLE = 8;
  const HEADING = 5;
  const DESCRIPTION = 4;
  const PART = 0.8;
  const MEANT = 0.6;
  const SURE = 0.8;
  const NAMED = 3;

  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const wordsOf = (text) =>
    plain(text.replace(/(\d)[.,\u00a0\u202f](?=\d{3}(?!\d))/g, "$1")).match(/\p{L}+|\p{N}+/gu) || [];

  let index;
  try {
    index = await (await fetch(form.dataset.index)).json();
  } catch (error) {
    status.textContent = form.dataset.failed;
    return;
  }

  // A word, and what is left of it without what it may begin and end with.
  const cut = (forms, affixes, isFit, without) =>
    forms.concat(
      ...forms.map((form) =>
        affixes.filter((a) => form.length - a.length > 3 && isFit(form, a)).map((a) => without(form, a))
      )
    );
  const rootsOf = (word) => {
    const ends = (form, a) => form.endsWith(a);
    const without = (form, a) => form.slice(0, -a.length);
    const forms = cut(cut([word], index.after, ends, without), index.after, ends, without);
    const starts = (form, a) => form.startsWith(a);
    return cut(forms, index.before, starts, (form, a) => form.slice(a.length));
  };
  const known = new Map();
  const wordOf = (text) => {
    if (!known.has(text)) known.set(text, { text, roots: new Set(rootsOf(text)) });
    return known.get(text);
  };

  // How like two words are, from 0 to 1; below SURE only if one of them is misspelt.
  const likeness = (asked, word) => {
    if (asked.text === word.text) return 1;
    // Another number is another thing, however few digits it differs in.
    if (/^\p{N}/u.test(asked.text)) return 0;
    for (const root of asked.roots) if (word.roots.has(root)) return 0.9;
    const length = asked.text.length;
    const isLonger = word.text.startsWith(asked.text) && !word.text.includes(" ", length);
    if (length > 2 && isLonger) return SURE;
    const allowed = length < 4 ? 0 : length < 8 ? 1 : 2;
    const steps = allowed && distance(asked.text, word.text, allowed);
    return steps && steps <= allowed ? 0.7 - 0.15 * steps : 0;
  };
  // Of all words, those that are most surely meant.
  const alike = (text, all) => {
    const asked = wordOf(text);
    const found = [];
    all.forEach((word) => {
      const like = likeness(asked, word);
      if (like) found.push({ like, word });
    });
    const best = found.reduce((one, other) => (other.like > one.like ? other : one), { like: 0 });
    if (!best.like || best.like >= SURE) return found.filter(({ like }) => like >= SURE);
    // Misspelt: the nearest word, and all that are like it.
    return alike(best.word.text, all).map(({ like, word }) => ({ like: like * best.like, word }));
  };

  // Letters added, left out, changed or swapped; more than `most` counts as most + 1.
  const distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        const cost = a[i - 1] === b[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
          row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      before = last;
      last = row;
    }
    return last[b.length];
  };

  // Every word once, with the entries where it stands and how much it says there.
  const places = new Map();
  const put = (text, entry, weight) => {
    if (!places.has(text)) places.set(text, new Map());
    const at = places.get(text);
    at.set(entry, Math.max(weight, at.get(entry) || 0));
  };
  const steps = index.places.split(" ");
  // The first entry of a page is its whole.
  const wholes = new Map();
  index.entries.forEach(([number], entry) => wholes.has(number) || wholes.set(number, entry));
  index.words.split(" ").forEach((text, number) => {
    let entry = 0;
    steps[number].split(",").forEach((step) => {
      put(text, (entry += parseInt(step, 36)), 1);
      put(text, wholes.get(index.entries[entry][0]), PART);
    });
  });
  index.entries.forEach(([number, , heading], entry) => {
    const [, title, description, question] = index.pages[number];
    if (heading) {
      wordsOf(title).forEach((word) => put(word, entry, 1.5));
      wordsOf(heading).forEach((word) => put(word, entry, HEADING));
    } else {
      wordsOf(`${title} ${question}`).forEach((word) => put(word, entry, TITLE));
      wordsOf(description).forEach((word) => put(word, entry, DESCRIPTION));
    }
  });
  const words = [...places.keys()].map(wordOf);
  const synonyms = Object.keys(index.synonyms).map(wordOf);
  const common = new Set(index.common.split(" "));

  // The entries that a word leads to, with their scores.
  const reach = (text) => {
    const found = new Map();
    // What people call something else is not misspelt.
    const least = text in index.synonyms ? SURE : 0;
    const sure = alike(text, words).filter(({ like }) => like >= least);
    sure.forEach(({ like, word }) =>
      places.get(word.text).forEach((weight, entry) => {
        found.set(entry, Math.max(found.get(entry) || 0, like * weight));
      })
    );
    const rare = Math.log(2 + index.entries.length / found.size);
    found.forEach((score, entry) => found.set(entry, score * rare));
    return found;
  };
  // The entries that several words lead to: best those that all of them lead to.
  const together = (texts) => {
    const total = new Map();
    texts.map(reach).forEach((found) =>
      found.forEach((score, entry) => {
        const [sum, parts] = total.get(entry) || [0, 0];
        total.set(entry, [sum + score, parts + 1]);
      })
    );
    total.forEach(([sum, parts], entry) => total.set(entry, (sum * parts) / texts.length ** 2));
    return total;
  };
  const telling = (texts) => {
    const rest = texts.filter((text) => !common.has(text));
    return rest.length ? rest : texts;
  };

  const search = (query) => {
    const asked = wordsOf(query);
    const texts = telling([...new Set(asked)]);
    const total = together(texts);
    // What people may mean by the whole of what they typed, or by a word of it.
    new Set([asked.join(" "), texts.join(" "), ...texts]).forEach((text) =>
      alike(text, synonyms).forEach(({ like, word }) =>
        index.synonyms[word.text].forEach((meant) =>
          together(telling(meant.split(" "))).forEach((score, entry) => {
            const isWhole = text === asked.join(" ");
            const share = isWhole ? like : (like * MEANT) / (text.includes(" ") ? 1 : texts.length);
            total.set(entry, Math.max(total.get(entry) || 0, score * share));
          })
        )
      )
    );
    const isIn = (word, others) => others.some((other) => likeness(wordOf(word), wordOf(other)) >= SURE);
    const isAsked = (name) => {
      const said = telling(wordsOf(name));
      return said.length && said.every((word) => isIn(word, texts)) && texts.every((word) => isIn(word, said));
    };
    const ranked = [...total].map(([entry, score]) => {
      const [number, , heading] = index.entries[entry];
      const [, title, , question] = index.pages[number];
      const asks = heading || question;
      // A heading of which nothing was left out, or of a part such as its first question.
      const isNamed = [heading || title, asks, ...asks.split(/[?:;,.]/)].some(isAsked);
      // The site's own order of pages, and a whole page before its parts.
      const place = 1 + (4 * number) / index.pages.length;
      return { entry, score: (score * (isNamed ? NAMED : 1) * (heading ? 1 : 1.4)) / place };
    });
    return ranked.sort((a, b) => b.score - a.score || a.entry - b.entry).slice(0, MOST);
  };

  // Puts a text into an element, the words that were asked for marked.
  const show = (element, text, query) => {
    const asked = telling(wordsOf(query)).map(wordOf);
    text.split(/([\p{L}\p{M}]+)/u).forEach((piece) => {
      const [word] = wordsOf(piece);
      const isHit = word && asked.some((one) => likeness(one, wordOf(word)));
      const mark = document.createElement("mark");
      mark.textContent = piece;
      element.append(isHit ? mark : piece);
    });
    return element;
  };

  const line = ({ entry }, query) => {
    const [number, anchor, heading] = index.entries[entry];
    const [href, title, description] = index.pages[number];
    const link = document.createElement("a");
    link.href = anchor ? `${href}#${anchor}` : href;
    show(link, heading || title, query);
    link.append(show(document.createElement("span"), heading ? title : description, query));
    const item = document.createElement("li");
    item.append(link);
    return item;
  };

  const answer = () => {
    const query = field.value.trim();
    const found = query.length > 1 ? search(query) : [];
    list.textContent = "";
    list.append(...found.map((one) => line(one, query)));
    const count = found.length.toLocaleString(document.documentElement.lang);
    const { found: said, nothing } = form.dataset;
    status.textContent = found.length ? said.replace("{shown}", count) : query.length > 1 ? nothing : "";
    const address = new URL(location);
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
  };

  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(answer, 150);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    answer();
    const first = list.querySelector("a");
    if (first) first.focus();
  });
  if (field.value) answer();
})();
