/** What choosing a town and a site says. */
import { dictionary } from "@sitewarden/kit/i18n";

import { en } from "./words.en";
import { zh } from "./words.zh";

export const scopeWords = dictionary(zh, en);
