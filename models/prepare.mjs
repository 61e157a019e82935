// Gets the recognition models and the runtime library ready in .models/. Run it as often as you like: a
// second run checks the hashes, fetches nothing and takes a fraction of a second.
//
//   node models/prepare.mjs [FOLDER]      FOLDER: .models in the project unless given

import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { main } from '../scripts/fetch.mjs';
import { rewriteFile } from './rewrite.mjs';

const home = dirname(fileURLToPath(import.meta.url));
const folder = resolve(process.argv[2] ?? join(home, '..', '.models'));
await main(home, folder, 'face models', ([network], to) => rewriteFile(network, to));
