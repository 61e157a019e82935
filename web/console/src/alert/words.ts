/** What alerts say. */
import { dictionary } from "@sitewarden/kit/i18n";

import { en } from "./words.en";
import { zh } from "./words.zh";

export const alertWords = dictionary(zh, en);
