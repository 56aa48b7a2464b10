// Wide tables on narrow screens: whoever has no pointer can reach one with the Tab key and scroll it with the arrows.

function mark() {
  for (const frame of document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset pre > code")) {
    if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
    else frame.removeAttribute("tabindex");
  }
}

addEventListener("load", mark);
addEventListener("resize", mark);
