/** What outside systems say. */
import { dictionary } from "@sitewarden/kit/i18n";

import { en } from "./words.en";
import { zh } from "./words.zh";

export const integratorWords = dictionary(zh, en);
