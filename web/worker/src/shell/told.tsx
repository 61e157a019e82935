/** A text one is told before one agrees: each of its lines stands by itself. */
export function Told({ text, large = false }: { text: string; large?: boolean }) {
  return (
    <p className={large ? "told large" : "told"}>
      {text.split("\n").map((line, at) => (
        <span key={at}>{line}</span>
      ))}
    </p>
  );
}
