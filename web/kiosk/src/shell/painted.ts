/** Calls once what is on its way to the screen has been painted; gives what undoes it. */
export function painted(call: () => void): () => void {
  // A task queued in an animation frame runs after that frame was painted.
  const after = new MessageChannel();
  after.port1.onmessage = call;
  const frame = requestAnimationFrame(() => after.port2.postMessage(null));
  return () => {
    cancelAnimationFrame(frame);
    after.port1.close();
  };
}
