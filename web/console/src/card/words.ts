/** What is said about sign-in cards. */
import { dictionary } from "@sitewarden/kit/i18n";

import { en } from "./words.en";
import { zh } from "./words.zh";

export const cardWords = dictionary(zh, en);
