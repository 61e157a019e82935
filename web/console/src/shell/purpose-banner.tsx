/** The purpose under which health data is shown, said on every page that shows it. */
import { useQuery } from "@tanstack/react-query";

import { api, taken } from "@sitewarden/kit/api";
import { spoken, useLanguage } from "@sitewarden/kit/i18n";

import { shellWords } from "./words";
import "./purpose-banner.css";

export function PurposeBanner() {
  const say = shellWords.useWords();
  const language = useLanguage();
  const profiles = useQuery({
    queryKey: ["profiles"],
    queryFn: () => taken(api.GET("/profiles")),
    staleTime: 600_000,
  });
  const inForce = (profiles.data ?? []).filter((one) => one.state === "in_force");
  const purpose = inForce.map((one) => spoken(one.words, language)).join(language === "en" ? ", " : "、");
  return (
    <p className="purpose" role="note">
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d="M12 3l7.5 3v5.2c0 4.6-3.1 8-7.5 9.8-4.4-1.8-7.5-5.2-7.5-9.8V6z" fill="none" stroke="currentColor" strokeWidth="2" />
      </svg>
      <span>{purpose === "" ? say("purposePlain") : say("purpose", { purpose })}</span>
    </p>
  );
}
