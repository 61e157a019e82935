// Fills a folder with files named by content: takes them from npm packages or from beside the manifest,
// and lets none in whose SHA-256 is not the one written down. Knows nothing of what the files are for.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A sentence for a person in both languages, in place of a stack trace. */
export class Sentence extends Error {
  constructor(en, zh) {
    super(`${en}\n${zh}`);
  }
}

/** SHA-256 of a file, or null where there is none. */
async function hashOf(file) {
  if (!existsSync(file)) return null;
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

const isRight = async (folder, { name, sha256 }) => (await hashOf(join(folder, name))) === sha256;

/** Runs npm in a folder, nothing shown: its exit code and all it printed. */
async function npm(folder, flags) {
  let output = '';
  const code = await new Promise((resolve, reject) => {
    const child = spawn('npm', flags, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', () =>
      reject(new Sentence('npm is missing: install Node.js 20 or newer, which brings it.', '没有 npm：请安装 Node.js 20 以上。')),
    );
    child.on('close', resolve);
  });
  return { code, output };
}

/** What went wrong in npm, as a sentence that says what to do. */
async function reasonOf(folder, output) {
  if (/EINTEGRITY|Z_DATA_ERROR|TAR_BAD_ARCHIVE|TAR_ENTRY_INVALID/.test(output)) {
    return new Sentence(
      'A package arrived damaged: run `npm cache clean --force`, then the same command again.',
      '下载的包损坏了：请运行 npm cache clean --force，再运行一次刚才的命令。',
    );
  }
  if (/ENOSPC/.test(output)) {
    return new Sentence('The disk is full: make room for 600 MB and run the same command again.', '磁盘满了：请腾出 600 MB，再运行一次。');
  }
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return new Sentence(
      'This folder cannot be written to: run the command as the user who owns the project.',
      '这个文件夹写不进去：请用项目所有者的用户运行。',
    );
  }
  // A line that breaks leaves npm to fail over whatever it was doing: ask whether the registry answers at all.
  const { code } = await npm(folder, ['ping', '--fetch-retries=0', '--fetch-timeout=10000']);
  if (code !== 0) {
    return new Sentence(
      'The package registry cannot be reached: connect to a network, or set a mirror with `npm config set registry URL`, then run the same command again.',
      '连不上下载服务器：请接通网络，或用 npm config set registry URL 设一个镜像，再运行一次。',
    );
  }
  if (/ECONNRESET|ETIMEDOUT|ERR_SOCKET|socket hang up|aborted|premature/i.test(output)) {
    return new Sentence(
      'The download was cut off: run the same command again; what has come already is kept.',
      '下载中断了：请再运行一次刚才的命令，已下载的会保留。',
    );
  }
  const busy = /npm (?:error|ERR!) code E(5\d\d|429)/.exec(output)?.[1];
  if (busy !== undefined) {
    return new Sentence(
      `The package registry does not serve now (${busy}): wait a little and run the same command again.`,
      `下载服务器现在不提供服务（${busy}）：请过一会儿再运行一次。`,
    );
  }
  const last = output.trim().split('\n').filter((line) => /npm (error|ERR!)/.test(line)).slice(0, 3).join(' ');
  return new Sentence(`npm could not fetch the packages: ${last || 'it gave no reason'}`, '依赖没有下载成功，原因见上一行；请再运行一次。');
}

/** `npm ci` in a folder, from npm's own cache where it can, with a line of progress every two seconds. */
async function install(folder, label) {
  const retries = ['--fetch-retries=2', '--fetch-retry-factor=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=4000'];
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  console.log(`  fetching ${label} …`);
  const beat = setInterval(() => console.log(`  fetching ${label} … ${seconds()} s`), 2000);
  const { code, output } = await npm(folder, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', ...retries]).finally(
    () => clearInterval(beat),
  );
  if (code !== 0) throw await reasonOf(folder, output);
  console.log(`  fetched in ${seconds()} s`);
}

/** What a file is made of: what it names, or one file taken as it is. */
const sourcesOf = ({ sources, from, from_sha256, sha256 }) => sources ?? [{ from, sha256: from_sha256 ?? sha256 }];

/** Where a source stands, once it is known to be what was written down. */
async function checked(home, { from, sha256 }) {
  const source = join(home, from);
  const found = await hashOf(source);
  if (found === null) throw new Sentence(`${from} is missing in ${home}: restore it from version control.`, `${from} 不见了：请从版本库恢复。`);
  if (found !== sha256) {
    throw new Sentence(`${from} is not the file it should be (SHA-256 ${found.slice(0, 12)}…): delete ${join(home, 'node_modules')}, run \`npm cache clean --force\`, then the same command again.`, '文件校验不对：删掉 node_modules，运行 npm cache clean --force，再运行一次。');
  }
  return source;
}

/** Puts one file in its place, whole or not at all. */
async function place(home, folder, file, make) {
  const sources = [];
  for (const source of sourcesOf(file)) sources.push(await checked(home, source));
  const half = join(folder, `${file.name}.part`);
  await (file.made ? make(sources, half) : copyFile(sources[0], half));
  if ((await hashOf(half)) !== file.sha256) {
    await rm(half, { force: true });
    throw new Sentence(`${file.name} did not come out as it should: is the disk full? Run the same command again.`, `${file.name} 没写完整：磁盘满了吗？请再运行一次。`);
  }
  await rename(half, join(folder, file.name));
}

/**
 * Makes every file of `home`/manifest.json that fits this machine stand in `folder`. Fetches only when one
 * is missing or wrong; returns how many were put there. What the manifest calls `made` is written by
 * `make(sources, file)`; the rest is copied.
 */
async function fill(home, folder, title, make) {
  const manifest = JSON.parse(await readFile(join(home, 'manifest.json'), 'utf8'));
  const machine = `${process.platform}-${process.arch}`;
  const files = manifest.files.filter(({ platform }) => !platform || platform === machine);
  const platforms = [...new Set(manifest.files.map(({ platform }) => platform).filter(Boolean))];
  if (platforms.length > 0 && !platforms.includes(machine)) {
    throw new Sentence(`There is no runtime library for ${machine}: use one of ${platforms.join(', ')}.`, `没有适合 ${machine} 的运行库，请用：${platforms.join('、')}`);
  }
  await mkdir(folder, { recursive: true });
  const wrong = [];
  for (const file of files) if (!(await isRight(folder, file))) wrong.push(file);
  if (wrong.length === 0) return 0;
  console.log(`${title}: ${wrong.length} of ${files.length} files to get`);
  const fromNpm = wrong.some((file) => sourcesOf(file).some(({ from }) => from.startsWith('node_modules/')));
  if (fromNpm) await install(home, manifest.packages);
  for (const [index, file] of wrong.entries()) {
    await place(home, folder, file, make);
    // Small files come by the dozen: what is large is told by itself.
    if (wrong.length <= 10) console.log(`  ${index + 1}/${wrong.length} ${file.name}`);
  }
  // What is needed has been copied; npm keeps the packages in its own cache.
  if (fromNpm) await rm(join(home, 'node_modules'), { recursive: true, force: true });
  return wrong.length;
}

/** Runs `fill` as a command: one closing line, or one sentence and exit code 1. */
export async function main(home, folder, title, make) {
  try {
    const placed = await fill(home, folder, title, make);
    console.log(placed === 0 ? `${title}: ready` : `${title}: ready, ${placed} files put in ${folder}`);
  } catch (error) {
    console.error(`${title}: ${error instanceof Sentence ? error.message : (error.message ?? error)}`);
    process.exitCode = 1;
  }
}
