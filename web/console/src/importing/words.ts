/** What an import from a file says. */
import { dictionary } from "@sitewarden/kit/i18n";

import { en } from "./words.en";
import { zh } from "./words.zh";

export const importingWords = dictionary(zh, en);
