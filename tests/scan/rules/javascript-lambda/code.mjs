import vm from "node:vm";
import { VM } from "vm2";
import lodash from "lodash";
import ejs from "ejs";
import pug from "pug";
import nunjucks from "nunjucks";
import Handlebars from "handlebars";

export const handler = async (event) => {
  const { text } = event;
  eval(text); // finding: code
  eval("1 + 1"); // clean
  new Function(text)(); // finding: code
  Function("a", "return " + text)(1); // finding: code
  new Function("a", "return a")(text); // clean
  vm.runInThisContext(text); // finding: code
  vm.runInNewContext("a + 1", { a: text }); // clean
  new vm.Script(text).runInThisContext(); // finding: code
  new VM().run(text); // finding: code
  setTimeout(text, 10); // finding: code
  setTimeout(() => text, 10); // clean
  lodash.template(text)(); // finding: template
  lodash.template("<%- text %>")({ text }); // clean
  ejs.render(text, {}); // finding: template
  ejs.render("<p><%= text %></p>", { text }); // clean
  pug.compile(text)(); // finding: template
  nunjucks.renderString(text, {}); // finding: template
  nunjucks.renderString("{{ text }}", { text }); // clean
  Handlebars.compile(text)({}); // finding: template
  Handlebars.compile("{{text}}")({ text }); // clean
};
