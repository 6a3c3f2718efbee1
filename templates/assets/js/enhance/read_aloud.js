// Reads the page aloud: heading, lead and sections, block by block. The button is shown only where the
// device itself has a voice of the page's language: voices that are not local send the text away.
(function () {
  const synthesis = window.speechSynthesis;
  const button = document.querySelector("button[data-stop]");
  if (!synthesis || !button || !Intl.Locale) return;
  const start = button.textContent;
  let last; // the utterance after which nothing is left to read

  const languageOf = (tag) => {
    try {
      // Phones write a language with an underscore, and some by the code it had long ago.
      return new Intl.Locale(tag.replace(/_/g, "-")).language;
    } catch (error) {
      return ""; // a voice whose language is no language
    }
  };
  const voiceFor = (element) => {
    const language = languageOf(element.closest("[lang]").lang);
    return synthesis
      .getVoices()
      .find((voice) => voice.localService && languageOf(voice.lang) === language);
  };

  // What stands beside the text is left out, and so is what is not seen.
  const beside =
    "nav,form,details:not([open]),.ps-hidden,.ps-downloads,.ps-side,.ps-end,[aria-hidden]";
  const blocks = () => {
    const found = new Map();
    const nodes = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const { data, previousSibling, parentElement } = nodes.currentNode;
      let block = parentElement;
      if (block.closest(beside) || !block.getClientRects().length) continue;
      while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
      const gap = previousSibling && previousSibling.nodeName === "BR" ? " " : "";
      found.set(block, (found.get(block) || "") + gap + data);
    }
    return found;
  };

  const tell = (utterance) => {
    last = utterance;
    button.textContent = last ? button.dataset.stop : start;
    button.classList.toggle("ps-reading", !!last);
  };
  const stop = () => {
    tell();
    synthesis.cancel();
  };
  // One utterance for each block: browsers fall silent in the middle of a long one.
  const read = () => {
    blocks().forEach((text, block) => {
      const voice = voiceFor(block);
      if (!voice || !text.trim()) return;
      const utterance = new SpeechSynthesisUtterance(text.replace(/\s+/g, " ").trim());
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.onend = utterance.onerror = () => {
        if (utterance === last) tell();
      };
      tell(utterance);
      synthesis.speak(utterance);
    });
  };
  const show = () => {
    button.parentElement.hidden = !voiceFor(document.querySelector("h1"));
  };

  button.addEventListener("click", () => (last ? stop() : read()));
  addEventListener("pagehide", stop);
  synthesis.onvoiceschanged = show;
  show();
})();
