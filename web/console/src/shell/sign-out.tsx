/** Signing out. */
import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";

import { api, asProblem, taken } from "@sitewarden/kit/api";

import { forget } from "../account/me";
import { shellWords } from "./words";

export function SignOut() {
  const say = shellWords.useWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const leave = async () => {
    try {
      await taken(api.DELETE("/sessions/current"));
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.code !== "signed_out") return void message.error(problem.message);
    }
    forget(queries);
  };
  return (
    <Button type="text" onClick={() => void leave()}>
      {say("signOut")}
    </Button>
  );
}
