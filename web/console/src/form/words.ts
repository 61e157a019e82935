/** What every form says. */
import { dictionary } from "@sitewarden/kit/i18n";

import { en } from "./words.en";
import { zh } from "./words.zh";

export const formWords = dictionary(zh, en);
