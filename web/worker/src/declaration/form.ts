/**
 * The questions in force today. The last form that came is kept on the phone (it holds nothing of any person), so
 * that a declaration can be filled in without a line.
 */
import { api, asProblem, taken, type DeclarationForm } from "@sitewarden/kit/api";
import { currentLanguage } from "@sitewarden/kit/i18n";
import { today } from "@sitewarden/kit/format";
import { phone } from "../shell/keep";

/** The form now. Without a line: the last one, for the day the phone says it is. */
export async function loadForm(): Promise<DeclarationForm> {
  const key = `form.${currentLanguage()}`;
  try {
    const form = await taken(api.GET("/me/form"));
    phone.write(key, form);
    return form;
  } catch (thrown) {
    const problem = asProblem(thrown);
    const kept = phone.read<DeclarationForm>(key);
    if (problem.code !== "unreachable" || !kept) throw problem;
    return { ...kept, day: today() };
  }
}
