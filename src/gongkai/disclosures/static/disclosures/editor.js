/* A simple toolbar over the text field. Without this script the field itself is used; the server cleans either. */
(function () {
  "use strict";
  var TOOLS = [
    ["粗体", "粗体", function () { document.execCommand("bold"); }],
    ["二级标题", "标题", function () { document.execCommand("formatBlock", false, "h2"); }],
    ["三级标题", "小标题", function () { document.execCommand("formatBlock", false, "h3"); }],
    ["普通段落", "段落", function () { document.execCommand("formatBlock", false, "p"); }],
    ["项目列表", "列表", function () { document.execCommand("insertUnorderedList"); }],
    ["编号列表", "编号列表", function () { document.execCommand("insertOrderedList"); }],
    ["插入链接", "链接", function () {
      var address = window.prompt("链接的完整网址（以 http 开头）");
      if (address) { document.execCommand("createLink", false, address); }
    }],
    ["插入两行三列的表格", "表格", function () {
      var row = "<tr><td>　</td><td>　</td><td>　</td></tr>";
      document.execCommand("insertHTML", false, "<table><thead><tr><th>　</th><th>　</th><th>　</th></tr></thead><tbody>" + row + row + "</tbody></table><p><br></p>");
    }],
    ["给正文中的图片写替代文字", "图片说明", function (text) {
      text.querySelectorAll("img").forEach(function (picture, number) {
        var said = window.prompt("第 " + (number + 1) + " 张图片：用一句话说明图片的内容", picture.alt);
        if (said !== null) { picture.alt = said.trim(); }
      });
    }],
    ["清除格式", "清除格式", function () { document.execCommand("removeFormat"); document.execCommand("unlink"); }],
    ["撤销", "撤销", function () { document.execCommand("undo"); }]
  ];
  document.querySelectorAll("textarea[data-editor=rich]").forEach(function (field) {
    var label = document.querySelector("label[for='" + field.id + "']");
    var bar = document.createElement("div");
    var text = document.createElement("div");
    bar.className = "editor-bar";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "正文格式");
    TOOLS.forEach(function (tool) {
      var button = document.createElement("button");
      button.type = "button";
      button.title = tool[0];
      button.setAttribute("aria-label", tool[0]);
      button.textContent = tool[1];
      button.addEventListener("mousedown", function (event) { event.preventDefault(); });
      button.addEventListener("click", function () { text.focus(); tool[2](text); });
      bar.appendChild(button);
    });
    text.className = "editor-text form-control paper";
    text.contentEditable = "true";
    text.setAttribute("role", "textbox");
    text.setAttribute("aria-multiline", "true");
    if (label) { label.id = label.id || field.id + "_label"; text.setAttribute("aria-labelledby", label.id); }
    if (field.getAttribute("aria-describedby")) { text.setAttribute("aria-describedby", field.getAttribute("aria-describedby")); }
    text.innerHTML = /<[a-z]/i.test(field.value) ? field.value : "";
    if (!text.innerHTML) { text.textContent = field.value; }
    document.execCommand("defaultParagraphSeparator", false, "p");
    text.id = field.id; // the error summary leads here
    field.removeAttribute("id");
    field.hidden = true;
    field.before(bar, text);
    if (label) { label.addEventListener("click", function () { text.focus(); }); }
    field.form.addEventListener("submit", function () {
      field.value = text.textContent.trim() || text.querySelector("img,table") ? text.innerHTML : "";
    });
  });
})();
