namespace FraiseqlData.Generation.Groups;

/// <summary>Jobs by the departments that have them, in English.</summary>
static class Jobs
{
    const string Listed =
        "Accounting=Accountant,Bookkeeper,Payroll Clerk,Accounting Manager,Auditor;Administration=Office Manager,Administrative Assistant,Executive Assistant,Receptionist,Secretary;"
        + "Customer Service=Customer Advisor,Service Technician,Customer Service Manager,Call Centre Agent,Complaints Officer;Design=Designer,Graphic Designer,Interior Designer,Design Manager,Industrial Designer;"
        + "Engineering=Engineer,Mechanical Engineer,Electrical Engineer,Process Engineer,Test Engineer,Engineering Manager;Facilities=Facility Manager,Electrician,Plumber,Caretaker,Janitor;"
        + "Finance=Finance Manager,Controller,Treasurer,Financial Analyst,Tax Advisor;Human Resources=Human Resources Manager,Recruiter,Personnel Officer,Benefits Specialist,Human Resources Assistant;"
        + "Information Technology=System Administrator,Database Administrator,Software Developer,Web Developer,Network Engineer,Support Specialist,Data Engineer;Legal=Lawyer,Legal Advisor,Paralegal,Compliance Officer;"
        + "Logistics=Logistics Coordinator,Fleet Manager,Dispatcher,Warehouse Manager,Forklift Driver;Maintenance=Maintenance Technician,Mechanic,Electrician,Maintenance Planner,Welder;"
        + "Management=General Manager,Managing Director,Executive Assistant,Strategy Consultant,Project Manager;Marketing=Marketing Manager,Copywriter,Content Editor,Event Manager,Product Manager,Market Analyst;"
        + "Operations=Operations Manager,Shift Supervisor,Process Engineer,Team Leader,Machine Operator;Planning=Planner,Production Planner,Demand Planner,Planning Manager,Data Analyst;"
        + "Procurement=Buyer,Purchasing Manager,Purchasing Assistant,Category Manager;Purchasing=Buyer,Purchasing Manager,Purchasing Assistant,Category Manager;"
        + "Production=Production Manager,Machine Operator,Shift Supervisor,Welder,Assembly Technician,Production Technician;Quality=Quality Manager,Quality Inspector,Test Engineer,Laboratory Assistant,Quality Technician;"
        + "Research=Scientist,Research Assistant,Chemist,Laboratory Assistant,Research Manager;Sales=Sales Manager,Sales Representative,Key Account Manager,Account Manager,Area Manager,Sales Assistant;"
        + "Security=Security Officer,Security Manager,Gatekeeper,Fire Safety Officer;Shipping=Shipping Clerk,Packer,Dispatcher,Forklift Driver,Shipping Manager;"
        + "Support=Support Specialist,Support Engineer,Help Desk Agent,Support Manager;Training=Trainer,Training Manager,Training Coordinator,Instructor;"
        + "Cardiology=Cardiologist,Nurse,Medical Assistant;Surgery=Surgeon,Theatre Nurse,Anaesthetist;Emergency=Emergency Physician,Paramedic,Nurse;Radiology=Radiologist,Radiographer,Medical Assistant;"
        + "Neurology=Neurologist,Nurse,Medical Assistant;Oncology=Oncologist,Nurse,Study Coordinator;Pediatrics=Paediatrician,Children's Nurse,Medical Assistant;Orthopedics=Orthopaedist,Physiotherapist,Nurse";

    static readonly Dictionary<string, string[]> ByDepartment = Listed.Split(';').Select(d => d.Split('=')).ToDictionary(d => d[0], d => d[1].Split(','), StringComparer.OrdinalIgnoreCase);

    static readonly string[] Heads = [.. ByDepartment.Values.SelectMany(j => j).Where(IsHead).Distinct().Order(StringComparer.Ordinal)];

    static readonly string[] AtTheTop = ["General Manager", "Managing Director", "Chief Executive Officer"];

    /// <summary>A job of a department; null for one that is not known.</summary>
    public static string? In(string department, ref CellRandom random) => ByDepartment.TryGetValue(department, out var jobs) ? random.Pick(jobs) : null;

    /// <summary>A job of the first of all.</summary>
    public static string Top(ref CellRandom random) => random.Pick(AtTheTop);

    /// <summary>A job of whoever leads others and reports to nobody.</summary>
    /// <param name="department">The department; null where none is known.</param>
    /// <param name="random">The stream.</param>
    public static string Head(string? department, ref CellRandom random) =>
        department is not null && ByDepartment.TryGetValue(department, out var jobs) && Array.Find(jobs, IsHead) is { } head ? head : random.Pick(Heads);

    static bool IsHead(string job) => job.EndsWith("Manager", StringComparison.Ordinal) || job.EndsWith("Director", StringComparison.Ordinal);
}
