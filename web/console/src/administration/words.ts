/** What keeping accounts says. */
import { dictionary } from "@sitewarden/kit/i18n";

import { en } from "./words.en";
import { zh } from "./words.zh";

export const administrationWords = dictionary(zh, en);
