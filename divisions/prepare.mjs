// Gets the list of towns and communities ready in .divisions/, from which the program is built. Run it as often as
// you like: a second run checks the hash, fetches nothing and takes a fraction of a second.
//
//   node divisions/prepare.mjs [FOLDER]      FOLDER: .divisions in the project unless given

import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { main } from '../scripts/fetch.mjs';

/** The first two columns of a sheet, code and name, without its head. */
async function rowsOf(sheet) {
  const lines = (await readFile(sheet, 'utf8')).split('\n').slice(1).filter(Boolean);
  const rows = lines.map((line) => line.split(',', 2).map((cell) => cell.trim().replaceAll('"', '')));
  // A county without towns is listed as a town of itself.
  return rows.filter(([code]) => code.slice(6, 9) !== '000');
}

/**
 * Writes each town with what lies in it, in the order of the codes. A town's line is its nine digits, a tab and its
 * name; a community's the three digits after its town's, a tab and its name, and no digits where they follow the line
 * before.
 */
async function write([streets, villages], to) {
  const towns = new Map((await rowsOf(streets)).map(([code, name]) => [code, { name, communities: [] }]));
  for (const [code, name] of await rowsOf(villages)) towns.get(code.slice(0, 9)).communities.push([code.slice(9), name]);
  const lines = [];
  for (const [code, { name, communities }] of [...towns].sort()) {
    lines.push(`${code}\t${name}`);
    let before = 0;
    for (const [digits, called] of communities.sort()) {
      lines.push(`${Number(digits) === before + 1 ? '' : digits}\t${called}`);
      before = Number(digits);
    }
  }
  await writeFile(to, `${lines.join('\n')}\n`);
}

const home = dirname(fileURLToPath(import.meta.url));
const folder = resolve(process.argv[2] ?? join(home, '..', '.divisions'));
await main(home, folder, 'towns and communities', write);
