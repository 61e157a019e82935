import { unequal } from "@sitewarden/kit/i18n";
import { expect, it } from "vitest";
import { accountWords } from "./account/words";
import { declarationWords } from "./declaration/words";
import { divisionWords } from "./division/words";
import { faceWords } from "./face/words";
import { privacyWords } from "./privacy/words";
import { shellWords } from "./shell/words";
import { standingWords } from "./standing/words";

it.each([
  ["account", accountWords],
  ["declaration", declarationWords],
  ["division", divisionWords],
  ["face", faceWords],
  ["privacy", privacyWords],
  ["shell", shellWords],
  ["standing", standingWords],
])("everything of %s is said in both languages", (_, words) => {
  expect(unequal(words)).toEqual([]);
});
