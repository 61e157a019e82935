/** The registry's code lists, as the platform has them: they stand there and nowhere else. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import { api, taken, type components } from "@sitewarden/kit/api";
import { useLanguage } from "@sitewarden/kit/i18n";

export type RegistryCodes = components["schemas"]["RegistryCodes"];
export type CodeList = keyof RegistryCodes;

/** The lists in the language of the screen; none until they are there. */
export function useCodes(): RegistryCodes | undefined {
  const language = useLanguage();
  const codes = useQuery({
    queryKey: ["registry-codes", language],
    queryFn: () => taken(api.GET("/registry-codes")),
    staleTime: Infinity,
  });
  return codes.data;
}

/** A name as it begins a line: the lists write it as it stands within one. */
export function sentence(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** What a code of a list is called; a code that is not listed is shown as it is. */
export function useCodeName(): (list: CodeList, code: string) => string {
  const codes = useCodes();
  return useMemo(() => {
    const names = new Map<string, string>();
    for (const list of Object.keys(codes ?? {}) as CodeList[]) {
      for (const { code, name } of codes?.[list] ?? []) names.set(`${list} ${code}`, sentence(name));
    }
    return (list, code) => names.get(`${list} ${code}`) ?? code;
  }, [codes]);
}

/** A list to choose from. */
export function choices(codes: RegistryCodes | undefined, list: CodeList): { value: string; label: string }[] {
  return (codes?.[list] ?? []).map(({ code, name }) => ({ value: code, label: sentence(name) }));
}
