/** What all pages say alike. */
import { dictionary } from "../i18n/words";
import { en } from "./en";
import { zh } from "./zh";

export const kitWords = dictionary(zh, en);
