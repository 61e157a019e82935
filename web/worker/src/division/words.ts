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
    pick: "Or go level by level",
    failed: "The list of places did not open. Connect and try again",
    again: "Try again",
  },
);
