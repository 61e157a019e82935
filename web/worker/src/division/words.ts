/** What the place picker says. */
import { dictionary } from "@sitewarden/kit/i18n";

export const divisionWords = dictionary(
  {
    search: "找地名",
    searchHint: "比如 武汉，或 wuhan",
    whole: "就选 {name}",
    none: "没找到，换个写法试试",
    country: "全国",
    chosen: "选好了",
    change: "换一个",
    narrow: "选细一点",
    towns: "镇街",
    townsFailed: "镇街没能打开。选到区县就够了，也可以连上网络再试",
    pick: "一级一级选",
    failed: "地名没能打开，请连上网络再试",
    again: "再试一次",
  },
  {
    search: "Find a place",
    searchHint: "such as Wuhan, or 武汉",
    whole: "Take {name}",
    none: "Not found. Try another spelling",
    country: "All provinces",
    chosen: "Chosen",
    change: "Change",
    narrow: "Be more exact",
    towns: "Towns",
    townsFailed: "The towns did not open. The county is enough, or connect and try again",
    pick: "Or go level by level",
    failed: "The list of places did not open. Connect and try again",
    again: "Try again",
  },
);
