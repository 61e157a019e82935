/** Trade codes of the national real-name standard for construction workers, in the order they are offered. */
const trades: readonly [code: string, zh: string, en: string][] = [
  ["010", "砌筑工", "Bricklayer"],
  ["020", "钢筋工", "Steel fixer"],
  ["030", "架子工", "Scaffolder"],
  ["040", "混凝土工", "Concrete worker"],
  ["050", "模板工", "Formworker"],
  ["060", "机械设备安装工", "Machinery installer"],
  ["070", "通风工", "Ventilation fitter"],
  ["080", "安装起重工", "Rigger"],
  ["090", "安装钳工", "Fitter"],
  ["100", "电气设备安装调试工", "Electrical installer"],
  ["110", "管道工", "Pipe fitter"],
  ["120", "变电安装工", "Substation installer"],
  ["130", "建筑电工", "Electrician"],
  ["140", "司泵工", "Pump operator"],
  ["150", "挖掘铲运和桩工机械司机", "Earthmoving and piling driver"],
  ["160", "桩机操作工", "Pile driver operator"],
  ["170", "起重信号工", "Crane signaller"],
  ["180", "建筑起重机械安装拆卸工", "Crane erector"],
  ["190", "装饰装修工", "Decorator"],
  ["200", "室内成套设施安装工", "Interior fitter"],
  ["210", "建筑门窗幕墙安装工", "Window and curtain wall installer"],
  ["220", "幕墙制作工", "Curtain wall maker"],
  ["230", "防水工", "Waterproofer"],
  ["240", "木工", "Carpenter"],
  ["250", "石工", "Stonemason"],
  ["270", "电焊工", "Welder"],
  ["280", "爆破工", "Blaster"],
  ["290", "除尘工", "Dust control worker"],
  ["300", "测量放线工", "Surveyor"],
  ["310", "线路架设工", "Line erector"],
  ["380", "金属工", "Metalworker"],
  ["900", "管理人员", "Manager"],
];

/** What a trade is called; a code that is not listed is shown as it is. */
export function tradeName(code: string, english: boolean): string {
  const trade = trades.find(([known]) => known === code);
  if (trade === undefined) return code;
  return english ? trade[2] : trade[1];
}

/** The trades to choose from. */
export function tradeChoices(english: boolean): { value: string; label: string }[] {
  return trades.map(([value, zh, en]) => ({ value, label: `${english ? en : zh} ${value}` }));
}
