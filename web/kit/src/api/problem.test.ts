import { describe, expect, it } from "vitest";

import { asProblem, problemFrom, ProblemError, unreachable } from "./problem";

describe("a refused request", () => {
  it("is told in the platform's words, field by field", () => {
    const problem = problemFrom(422, {
      type: "about:blank",
      title: "Unprocessable Entity",
      status: 422,
      detail: "请改好标红的地方再提交",
      code: "invalid",
      fields: [{ field: "document", message: "身份证号最后一位不对，请再看看" }],
    });
    expect(problem.code).toBe("invalid");
    expect(problem.message).toBe("请改好标红的地方再提交");
    expect(problem.title).toBe("有几处要改");
    expect(problem.fault("document")).toBe("身份证号最后一位不对，请再看看");
    expect(problem.fault("name")).toBeUndefined();
  });

  it("says when to try again, from the body or from the header", () => {
    expect(problemFrom(429, { code: "too_many", retry_after_seconds: 900 }).retryAfterSeconds).toBe(900);
    expect(problemFrom(429, null, "30").retryAfterSeconds).toBe(30);
    expect(problemFrom(503, null).retryAfterSeconds).toBeUndefined();
  });

  it("because a session ended says so, and nothing of passwords", () => {
    const problem = problemFrom(401, { code: "signed_out", detail: "请先登录；如果刚输过，账号或密码不对" });
    expect(problem.message).toBe("刚才登录到时间了，没办成。登好了再按一次就行。");
  });

  it("is still a sentence when something else answered", () => {
    for (const body of [undefined, "<html>502</html>", [], { fields: "none", detail: 7, code: "new_word" }]) {
      const problem = problemFrom(502, body);
      expect(problem.code).toBe("internal");
      expect(problem.message).toBe("平台没说清楚出了什么事，请再试一次");
      expect(problem.fields).toEqual([]);
    }
    expect(problemFrom(401, null).code).toBe("signed_out");
  });
});

it("a line that is cut is told apart from a refusal", () => {
  expect(unreachable().code).toBe("unreachable");
  expect(unreachable().status).toBe(0);
});

it("whatever is thrown can be shown", () => {
  expect(asProblem(new TypeError("x"))).toBeInstanceOf(ProblemError);
  const problem = unreachable();
  expect(asProblem(problem)).toBe(problem);
});
