/** What editing someone's details says. */
import { dictionary } from "@sitewarden/kit/i18n";

import { en } from "./words.en";
import { zh } from "./words.zh";

export const editWords = dictionary(zh, en);
