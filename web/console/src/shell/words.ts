/** What the frame around the pages says. */
import { dictionary } from "@sitewarden/kit/i18n";

import { en } from "./words.en";
import { zh } from "./words.zh";

export const shellWords = dictionary(zh, en);
