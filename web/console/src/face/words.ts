/** What consent to face use and enrolment say. */
import { dictionary } from "@sitewarden/kit/i18n";

import { en } from "./words.en";
import { zh } from "./words.zh";

export const faceWords = dictionary(zh, en);
