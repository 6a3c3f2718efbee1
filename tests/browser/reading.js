/* What a reader can see and reach of a page. The tests put it into a page and ask; each question that looks for
   faults gives them in words, so that an empty list is a good page. */
window.reading = (() => {
  const name = element => element.tagName.toLowerCase()
    + (element.classList.length ? '.' + element.classList[0] : '');
  const words = node => node.textContent.trim().replace(/\s+/g, ' ').slice(0, 40);
  const isShown = element =>
    element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });

  // What is left of a box after everything around it that scrolls.
  const inView = (owner, { left, right, top, bottom }) => {
    for (let around = owner; around && around !== document.body; around = around.parentElement) {
      if (!/auto|scroll/.test(getComputedStyle(around).overflow)) continue;
      const edge = around.getBoundingClientRect();
      [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
      [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
    }
    return { left, right, top, bottom };
  };

  // Every line of text that the eye sees. What only a screen reader is given is left out, and so are drawings.
  const textBoxes = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const boxes = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const owner = node.parentElement;
      if (!node.data.trim() || !isShown(owner)) continue;
      if (owner.closest('.ps-hidden, .ps-skip, svg, thead, script, style')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        const seen = inView(owner, box);
        if (seen.right - seen.left > 1 && seen.bottom - seen.top > 1)
          boxes.push({ node, owner, box, seen });
      }
    }
    return boxes;
  };

  // What makes the page scroll sideways.
  const overflowing = () => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
      .filter(element => element.getBoundingClientRect().right > width + 1)
      .slice(0, 5).map(name)
      .concat(`the page is ${document.documentElement.scrollWidth} px wide`);
  };

  // Text past the edge of the page, or of something that hides it.
  const cutOff = () => {
    const found = [];
    for (const { node, owner, box } of textBoxes()) {
      let [left, right] = [0, document.documentElement.clientWidth];
      let [top, bottom] = [-Infinity, Infinity];
      for (let around = owner; around !== document.body; around = around.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(around);
        const edge = around.getBoundingClientRect();
        if (/auto|scroll/.test(overflowX)) [left, right] = [-Infinity, Infinity];
        if (/hidden|clip/.test(overflowX))
          [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
        if (/hidden|clip/.test(overflowY))
          [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
      }
      const isCut = box.right > right + 1 || box.left < left - 1
        || box.bottom > bottom + 1 || box.top < top - 1;
      if (isCut) found.push(`${name(owner)} "${words(node)}" is cut off`);
    }
    return found;
  };

  // Text that lies on other text.
  const overlapping = () => {
    const boxes = textBoxes().sort((one, other) => one.seen.top - other.seen.top);
    const found = new Set();
    boxes.forEach((one, index) => {
      for (const other of boxes.slice(index + 1)) {
        if (other.seen.top >= one.seen.bottom) break;
        if (one.node === other.node) continue;
        const across = Math.min(one.seen.right, other.seen.right)
          - Math.max(one.seen.left, other.seen.left);
        const down = Math.min(one.seen.bottom, other.seen.bottom) - other.seen.top;
        if (across > 2 && down > 0.3 * Math.min(one.box.height, other.box.height))
          found.add(`${name(one.owner)} "${words(one.node)}" lies on `
            + `${name(other.owner)} "${words(other.node)}"`);
      }
    });
    return [...found];
  };

  const lost = () => [...overflowing(), ...cutOff(), ...overlapping()];

  // Every line of text with its colour and its place on the whole page.
  const textColours = () => textBoxes().map(({ node, owner, seen }) => {
    const { color, fontSize, fontWeight } = getComputedStyle(owner);
    return {
      name: `${name(owner)} "${words(node)}"`, colour: color,
      isLarge: parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && fontWeight >= 700),
      box: [seen.left + scrollX, seen.top + scrollY, seen.right + scrollX, seen.bottom + scrollY],
    };
  });

  // The colour that is painted behind an element.
  const surface = element => {
    for (let around = element; around; around = around.parentElement) {
      const colour = getComputedStyle(around).backgroundColor;
      if (!/^rgba.*, 0\)$/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };

  // Every text with its colour and the one behind it. (Forced colours leave no gradient and no see-through text.)
  const textSurfaces = () => textBoxes().map(({ node, owner }) => (
    { name: `${name(owner)} "${words(node)}"`, text: getComputedStyle(owner).color, ground: surface(owner) }));

  // Where a press counts: the element, or the larger place that its ::after covers.
  const pressBox = element => {
    const after = getComputedStyle(element, '::after');
    const isWider = after.position === 'absolute' && after.content !== 'none';
    return (isWider ? element.offsetParent : element).getBoundingClientRect();
  };

  // Things to press that are smaller than a side, links in the flow of a text left out.
  const smallTargets = side => [...document.querySelectorAll('a[href], summary, button, input, select')]
    .filter(element => isShown(element) && !element.closest('.ps-hidden, .ps-skip'))
    .map(element => ({ element, box: pressBox(element) }))
    .filter(({ element, box }) => box.height < side - 0.5 || box.width < side - 0.5)
    .filter(({ element, box }) => getComputedStyle(element).display !== 'inline')
    .map(({ element, box }) =>
      `${name(element)} "${words(element)}" is ${Math.round(box.width)} x ${Math.round(box.height)}`);

  // The stops of the keyboard, in the order of the page.
  const stops = () => [...document.querySelectorAll(
    'a[href], summary, button, input, select, textarea, [tabindex="0"]')].filter(isShown);

  // The stop that has the focus: its number, and what is wrong with it.
  const stop = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const box = element.getClientRects()[0];
    const ring = [null, '::before', '::after'].map(part => getComputedStyle(element, part))
      .find(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [above, below] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const isCovered = ![[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].some(([x, y]) => {
      const top = document.elementFromPoint(left + x * (right - left), above + y * (below - above));
      return top && (element.contains(top) || top.contains(element));
    });
    const isOutside = box.bottom <= 0 || box.top >= innerHeight
      || box.right <= 0 || box.left >= innerWidth;
    return {
      number: stops().indexOf(element),
      name: `${name(element)} "${words(element)}"`,
      faults: [!ring && 'has no ring', isCovered && 'is covered', isOutside && 'is out of view']
        .filter(Boolean),
      isInHeader: Boolean(element.closest('header')),
      left: box.left,
    };
  };

  return { overflowing, cutOff, overlapping, lost, textColours, surface, textSurfaces, smallTargets, stops, stop };
})();
