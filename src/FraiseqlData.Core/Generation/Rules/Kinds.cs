namespace FraiseqlData.Generation.Rules;

/// <summary>Names of which another column says what kind they are: departments by their groups, reasons for a purchase by theirs.</summary>
static class Kinds
{
    const string DepartmentList =
        "Accounting:Finance and Controlling|Administration:General Administration|Customer Service:Sales and Marketing|Design:Research and Development|Engineering:Research and Development"
        + "|Facilities:General Administration|Finance:Finance and Controlling|Human Resources:General Administration|Information Technology:General Administration|Legal:General Administration"
        + "|Logistics:Supply Chain|Maintenance:Manufacturing|Management:General Administration|Marketing:Sales and Marketing|Operations:Manufacturing|Planning:Supply Chain|Procurement:Supply Chain"
        + "|Production:Manufacturing|Quality:Quality Assurance|Research:Research and Development|Sales:Sales and Marketing|Security:General Administration|Shipping:Supply Chain"
        + "|Support:Sales and Marketing|Training:General Administration";

    const string ReasonList =
        "Price:price|Promotion:promotion|Recommendation:marketing|Quality:quality|Review:marketing|Advertisement:marketing|Trade fair:marketing|Magazine article:marketing|Online search:marketing"
        + "|Television:marketing|Brand:quality|Loyalty programme:promotion|Gift:other|Replacement:other|New model:quality|Social media:marketing|Newsletter:marketing|Shop window:marketing"
        + "|Free shipping:service|Other:other";

    /// <summary>Departments and their groups.</summary>
    public static IEnumerable<string[]> OfDepartments => Rows(DepartmentList);

    /// <summary>Reasons for a purchase and their kinds.</summary>
    public static IEnumerable<string[]> OfPurchaseReasons => Rows(ReasonList);

    /// <summary>The departments, apart by bars, as are all lists here.</summary>
    public static string Departments => Column(DepartmentList, 0);

    /// <summary>The groups of departments.</summary>
    public static string DepartmentGroups => Column(DepartmentList, 1);

    /// <summary>The reasons for a purchase.</summary>
    public static string PurchaseReasons => Column(ReasonList, 0);

    /// <summary>The kinds of reasons.</summary>
    public static string ReasonTypes => Column(ReasonList, 1);

    static IEnumerable<string[]> Rows(string list) => list.Split('|').Select(r => r.Split(':'));

    static string Column(string list, int column) => string.Join('|', Rows(list).Select(r => r[column]).Distinct());
}
