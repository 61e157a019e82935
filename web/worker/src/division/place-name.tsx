/** A place by its code, in words once the list is there. */
import { useLanguage } from "@sitewarden/kit/i18n";
import { useTownName } from "./towns";
import { shownPath, useDivisions } from "./use-divisions";

export function PlaceName({ code }: { code: string }) {
  const language = useLanguage();
  const { tree } = useDivisions();
  const town = useTownName(code);
  return <>{tree ? shownPath(tree, code, language, town) : code}</>;
}
