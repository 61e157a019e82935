/** Hands a text that the page holds to the person as a file. */

/** Leads a spreadsheet to read UTF-8. */
const BYTE_ORDER_MARK = "\ufeff";

/** Saves `text` as `name`. A CSV gets a byte order mark, so that Chinese opens right in a spreadsheet. */
export function saveText(name: string, text: string, type = "text/csv;charset=utf-8"): void {
  const marked = type.startsWith("text/csv") && !text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK + text : text;
  const address = URL.createObjectURL(new Blob([marked], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
