/** What signing in and sign-ins say. */
import { dictionary } from "@sitewarden/kit/i18n";

import { en } from "./words.en";
import { zh } from "./words.zh";

export const accountWords = dictionary(zh, en);
