// WCAG 2.2: 1.4.10 Reflow, 2.5.8 Target Size (Minimum, 24 pixels), and for what is meant for a thumb 2.5.5 (Enhanced, 44 pixels).
() => {
  const faults = [], root = document.documentElement;
  // boxes are laid out in 64ths of a pixel
  const tolerance = 1 / 64;
  const shown = element => element.checkVisibility({ visibilityProperty: true });
  const named = element => `${element.localName} "${element.textContent.trim().replace(/\s+/g, ' ').slice(0, 30)}"`;

  if (root.scrollWidth > root.clientWidth) faults.push(`scrolls sideways: ${root.scrollWidth} wide in ${root.clientWidth}`);

  for (const element of document.body.querySelectorAll('*')) {
    const { display, overflowX } = getComputedStyle(element);
    // fields scroll what is typed; a box of one pixel is for screen readers only
    const clips = ['hidden', 'clip'].includes(overflowX) && display !== 'inline' && !element.matches('input, textarea') && element.clientWidth > 1;
    if (clips && shown(element) && element.textContent.trim() && element.scrollWidth > element.clientWidth)
      faults.push(`${named(element)} is clipped: ${element.scrollWidth} wide in ${element.clientWidth}`);
  }

  // exempt are links in a sentence, whose height is the line's: their block has words beside them. A list of languages is no sentence.
  const inSentence = link => {
    if (link.localName !== 'a' || getComputedStyle(link).display !== 'inline' || link.closest('nav')) return false;
    let block = link.parentElement;
    while (getComputedStyle(block).display === 'inline') block = block.parentElement;
    const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) if (!texts.currentNode.parentElement.closest('a') && /[\p{L}\p{N}]/u.test(texts.currentNode.data)) return true;
    return false;
  };

  for (const element of document.body.querySelectorAll('a[href], button, summary, label, .choice')) {
    if (!shown(element) || inSentence(element)) continue;
    if (element.localName === 'label' && element.control?.localName !== 'input') continue;
    const box = element.getBoundingClientRect();
    const least = element.matches('button, .choice') ? 44 : 24;
    if (box.width < 24 - tolerance || box.height < least - tolerance)
      faults.push(`${named(element)} is ${Math.round(box.width * 10) / 10} x ${Math.round(box.height * 10) / 10}, least 24 x ${least}`);
    // to the left of a page, or right of one read from right to left, no scroll bar tells
    if (box.left < -tolerance || box.right > root.clientWidth + tolerance) faults.push(`${named(element)} reaches out of the window`);
  }
  return faults;
}
