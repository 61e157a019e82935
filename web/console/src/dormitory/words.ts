/** What the dormitory says. */
import { dictionary } from "@sitewarden/kit/i18n";

import { en } from "./words.en";
import { zh } from "./words.zh";

export const dormitoryWords = dictionary(zh, en);
