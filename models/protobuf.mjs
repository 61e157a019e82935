// Just enough of the protocol buffer wire format to read a model, change its graph and write it again.
// A message is a list of fields { number, wire, value }: wire 0 a BigInt, wire 2 a Buffer, wire 5 four bytes.

/** The fields of a message, in order. */
export function read(buffer) {
  const fields = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = buffer[at++];
      if (byte === undefined) throw new Error('the model ends early');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < buffer.length) {
    const key = Number(varint());
    const [number, wire] = [key >>> 3, key & 7];
    if (wire === 0) {
      fields.push({ number, wire, value: varint() });
      continue;
    }
    const length = wire === 2 ? Number(varint()) : wire === 5 ? 4 : wire === 1 ? 8 : NaN;
    if (!(at + length <= buffer.length)) throw new Error('the model is damaged');
    fields.push({ number, wire, value: buffer.subarray(at, at + length) });
    at += length;
  }
  return fields;
}

function varintBytes(value) {
  const bytes = [];
  for (let rest = BigInt.asUintN(64, BigInt(value)); ; rest >>= 7n) {
    if (rest < 0x80n) return Buffer.from([...bytes, Number(rest)]);
    bytes.push(Number(rest & 0x7fn) | 0x80);
  }
}

/** A message from its fields. */
export function write(fields) {
  const parts = fields.flatMap(({ number, wire, value }) => {
    const key = varintBytes((number << 3) | wire);
    if (wire === 0) return [key, varintBytes(value)];
    return wire === 2 ? [key, varintBytes(value.length), value] : [key, value];
  });
  return Buffer.concat(parts);
}

export const integer = (number, value) => ({ number, wire: 0, value: BigInt(value) });
export const bytes = (number, value) => ({ number, wire: 2, value: Buffer.from(value) });
export const message = (number, fields) => ({ number, wire: 2, value: write(fields) });

/** Values of a field, in order. */
export const all = (fields, number) => fields.filter((field) => field.number === number).map(({ value }) => value);
export const text = (fields, number) => all(fields, number)[0]?.toString() ?? '';
