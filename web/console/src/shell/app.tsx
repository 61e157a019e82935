/** What surrounds every page: the component library in language and scheme, the cache of answers, the routes. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App as Library, ConfigProvider } from "antd";
import english from "antd/locale/en_US";
import chinese from "antd/locale/zh_CN";
import { useEffect, useMemo } from "react";
import { RouterProvider } from "react-router";

import { asProblem, onSignedOut } from "@sitewarden/kit/api";
import { useLanguage } from "@sitewarden/kit/i18n";
import { useScheme } from "@sitewarden/kit/scheme";

import { end } from "../account/me";
import { usePhone } from "./phone";
import { routes } from "./routes";
import { consoleTheme } from "./theme";

/** A refusal is an answer; only a cut line or a busy platform is worth asking again. */
function worthAnother(failures: number, thrown: unknown): boolean {
  const { code } = asProblem(thrown);
  return failures < 2 && (code === "unreachable" || code === "unavailable");
}

const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: worthAnother, retryDelay: (attempt) => 400 * 2 ** attempt, staleTime: 5_000, gcTime: 60_000 },
  },
});

export function App() {
  const language = useLanguage();
  const scheme = useScheme();
  const phone = usePhone();
  const dressed = useMemo(
    () => consoleTheme(scheme, matchMedia("(prefers-reduced-motion: reduce)").matches, phone),
    [scheme, phone],
  );
  useEffect(() => onSignedOut(() => end(queries)), []);
  // What the platform says is in the language it was asked in.
  useEffect(() => void queries.invalidateQueries(), [language]);
  return (
    <ConfigProvider theme={dressed} locale={language === "en" ? english : chinese} button={{ autoInsertSpace: false }}>
      <Library component={false}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={routes} />
        </QueryClientProvider>
      </Library>
    </ConfigProvider>
  );
}
