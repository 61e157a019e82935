import type { zh } from "./words.zh";

export const en: Record<keyof typeof zh, string> = {
  title: "Sign-in card",
  lead: "For whoever has no phone number or cannot read a message: they scan the card and type the last four signs of their document.",
  printed: "Printed {at}",
  make: "Print a sign-in card",
  end: "It was lost: end it",
  ended: "The card opens nothing any more",
  ask: "Print {n} sign-in cards?",
  askText: "Cards printed before stop working. Hand each to its owner in person.",
  some: "The first {n} at work on this list. For the others, load more of the list or filter by crew, then print again.",
  nobody: "Nobody on this list is at work",
  ready: "The sign-in cards are ready to print",
  once: "They are not shown again once this is closed. If the print failed, make them anew.",
  print: "Print",
  scan: "Scan with a phone, then type the last four signs of your document",
  code: "Card number",
  qr: "Sign-in code of {name}",
};
