/** What outbreak areas say. */
import { dictionary } from "@sitewarden/kit/i18n";

import { en } from "./words.en";
import { zh } from "./words.zh";

export const areaWords = dictionary(zh, en);
