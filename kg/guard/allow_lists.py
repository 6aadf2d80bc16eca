"""What the grammar offers and generated Cypher may use; all else is refused, new syntax included."""

CLAUSES = frozenset({
    "CallClause", "MatchClause", "ReturnClause", "SubqueryClause", "UnwindClause", "WithClause",
})  # fmt: skip

_QUERY = frozenset({
    "Statements", "Statement", "QueryWithLocalDefinitions", "NextStatement", "RegularQuery", "Union",
    "SingleQuery", "Clause", "ReturnBody", "ReturnItem", "ReturnItems", "OrderItem", "AscToken", "DescToken",
    "OrderBy", "Skip", "Limit", "WhereClause", "SubqueryScope", "ProcedureName", "ProcedureArgument",
    "ProcedureResultItem",
})  # fmt: skip

_PATTERNS = frozenset({
    "PatternList", "Pattern", "Quantifier", "AnonymousPattern", "ShortestPathPattern", "PatternElement",
    "PathPatternNonEmpty", "NodePattern", "ParenthesizedPath", "Properties", "RelationshipPattern", "LeftArrow",
    "ArrowLine", "RightArrow", "PathLength", "LabelExpression", "LabelExpression4", "LabelExpression3",
    "LabelExpression2", "LabelName", "ParenthesizedLabelExpression",
})  # fmt: skip

_EXPRESSIONS = frozenset({
    "Expression", "Expression11", "Expression10", "Expression9", "Expression8", "Expression7", "Expression6",
    "Expression5", "Expression4", "Expression3", "Expression2", "Expression1", "StringAndListComparison",
    "LabelComparison", "NullComparison", "IndexPostfix", "PropertyPostfix", "RangePostfix", "Property",
    "NumericLiteral", "BooleanLiteral", "KeywordLiteral", "OtherLiteral", "StringsLiteral", "CaseExpression",
    "CaseAlternative", "ExtendedCaseExpression", "ExtendedCaseAlternative", "WhenSimpleComparison", "WhenEquals",
    "WhenAdvancedComparison", "ListComprehension", "PatternComprehension", "ListItemsPredicate", "TrimFunction",
    "PatternExpression", "ShortestPathExpression", "ParenthesizedExpression", "MapProjection",
    "MapProjectionElement", "CountStar", "ExistsExpression", "CountExpression", "CollectExpression",
    "NumberLiteral", "ListLiteral", "PropertyKeyName", "Parameter", "ParameterName", "FunctionInvocation",
    "FunctionArgument", "FunctionName", "Namespace", "Variable", "StringLiteral", "Map",
    "SymbolicVariableNameString", "EscapedSymbolicVariableNameString", "UnescapedSymbolicVariableNameString",
    "SymbolicNameString", "EscapedSymbolicNameString", "UnescapedSymbolicNameString",
    "UnescapedSymbolicNameString_",
})  # fmt: skip

RULES = CLAUSES | _QUERY | _PATTERNS | _EXPRESSIONS

PROCEDURES = frozenset({
    "db.index.fulltext.querynodes", "db.index.fulltext.queryrelationships", "db.index.vector.querynodes",
    "db.index.vector.queryrelationships",
})  # fmt: skip
"""Lower case. Index queries only: other built-in procedures read settings, end connections or write."""

FUNCTIONS = frozenset({
    "abs", "avg", "ceil", "char_length", "character_length", "coalesce", "collect", "count", "elementid",
    "endnode", "exists", "floor", "head", "isempty", "labels", "last", "left", "length", "lower", "ltrim", "max",
    "min", "nodes", "nullif", "range", "relationships", "reverse", "right", "round", "rtrim", "sign", "size",
    "split", "sqrt", "startnode", "stdev", "substring", "sum", "tail", "toboolean", "tofloat", "tointeger",
    "tolower", "tostring", "toupper", "trim", "type", "upper",
})  # fmt: skip
"""Lower case. Left out on purpose: `properties` and `keys` (access to names that cannot be checked), `reduce` and
`replace` (they grow a text without end), `file` and `linenumber`, `rand` and the clock (not repeatable)."""
