"use strict";

// The token stays in this tab and is sent with every request that the page makes.
const KEPT = "hub-token";
const field = document.getElementById("token");
field.value = sessionStorage.getItem(KEPT) || "";
field.addEventListener("input", () => sessionStorage.setItem(KEPT, field.value.trim()));

async function fetcher(operation, options = {}) {
  const headers = { "Content-Type": "application/json", ...(options.headers || {}) };
  const token = field.value.trim();
  if (token) headers.Authorization = `Bearer ${token}`;
  const answer = await fetch("/graphql", { method: "POST", headers, body: JSON.stringify(operation) });
  return answer.json();
}

const FIRST = `# 欠薪治理数据 · wage data. 先在上方填写访问令牌 / first put a token in the field above.
{
  viewer { name role region { code name } }
  dataVersion { number at }
}
`;

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher,
    defaultQuery: FIRST,
    defaultEditorToolsVisibility: true,
    plugins: [GraphiQLPluginExplorer.explorerPlugin()],
    inputValueDeprecation: true,
  }),
);
