/** What every form says, in Chinese. */
export const zh = {
  formKept: "你填的都还在，改好再交。",
  save: "加进来",
  saved: "加好了：{name}",
  required: "这里要填",
  reasonShort: "至少写 4 个字",
  ownPassword: "再输一次你的密码",
  correct: "有几处要改，看标红的地方",
} as const;
