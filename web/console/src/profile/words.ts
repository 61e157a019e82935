/** What the pages of the disease profiles say. */
import { dictionary } from "@sitewarden/kit/i18n";

import { en } from "./words.en";
import { zh } from "./words.zh";

export const profileWords = dictionary(zh, en);
